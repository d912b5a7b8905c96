/**
 * What a page and its worker say to each other, a file a program, and the two ends of the line: the page sends commands
 * and asks questions, the worker answers them and tells news.
 *
 * <p>To add a question: its type, its factory and its answer in the program's file, a case in the worker's
 * {@link org.layerlab.page.message.Requests.Handler}, {@link org.layerlab.page.message.WorkerLink#ask} in the page.
 *
 * <p>Depends on {@code network.check}, {@code network.doctor} and {@code network.verdict}. Start with
 * {@link org.layerlab.page.message.WorkerLink}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.page.message;
