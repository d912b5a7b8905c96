/**
 * What a person can choose: the values of a list ({@link org.layerlab.network.choice.Choice}) and the settings ({@link
 * org.layerlab.network.choice.Setting}), each described once. Forms, links, files, the command line and error messages
 * loop over these rows.
 *
 * <p>Depends on {@code network.text}. Start with {@link org.layerlab.network.choice.Setting}, then {@link
 * org.layerlab.network.choice.Chosen}.
 */
@org.jspecify.annotations.NullMarked
package org.layerlab.network.choice;
