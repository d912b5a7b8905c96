// What a person feels of a page while it trains: frames, long tasks, and how long it takes from a click to the frame
// that answers it. Installed before the page's own scripts.
(() => {
  "use strict";
  const tasks = [];
  const answers = [];
  new PerformanceObserver((list) => list.getEntries().forEach((task) => tasks.push(task.duration))).observe({
    type: "longtask",
    buffered: true,
  });
  // From the press of the button until the browser has painted what came of it.
  addEventListener(
    "click",
    (event) => {
      const pressed = event.timeStamp;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => answers.push(performance.now() - pressed);
      requestAnimationFrame(() => channel.port2.postMessage(0));
    },
    true,
  );

  // When the page could be used, in milliseconds since it was asked for; 0 before that.
  let readyAfter = 0;
  new MutationObserver(() => {
    if (readyAfter === 0 && document.documentElement.dataset.state === "ready") readyAfter = performance.now();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });

  const iteration = () => Number(document.getElementById("iteration").dataset.value);
  // The longest time between two frames since it was asked to begin.
  let last = 0;
  let gap = 0;
  const tick = (now) => {
    if (last > 0) gap = Math.max(gap, now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);

  // Of each photo that is judged: how long the worker takes from the question to the answer, how long the person waits
  // from giving the file until the verdict stands there, and until what mattered in it is there as well.
  const computed = [];
  const verdicts = [];
  const explained = [];
  const timeVerdicts = () => {
    let given = 0;
    let toShow = false;
    let asked = 0;
    document.getElementById("photo-input").addEventListener(
      "change",
      () => {
        given = performance.now();
        toShow = true;
      },
      true,
    );
    new MutationObserver(() => {
      if (toShow) verdicts.push(performance.now() - given);
      toShow = false;
    }).observe(document.getElementById("probability"), { attributes: true });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      if (message.type === "classify" || message.type === "matter") {
        if (!this.questions) {
          this.questions = new Map();
          this.addEventListener("message", (event) => {
            if (event.data.type !== "answer") return;
            const question = this.questions.get(event.data.token);
            this.questions.delete(event.data.token);
            if (question === "classify") computed.push(performance.now() - asked);
            if (question === "matter") explained.push(performance.now() - given);
          });
        }
        if (message.type === "classify") asked = performance.now();
        this.questions.set(message.token, message.type);
      }
      return post.call(this, message, ...more);
    };
  };

  const longest = () => tasks.reduce((most, task) => Math.max(most, task), 0);
  window.watched = {
    answers,
    readyAfter: () => readyAfter,
    computed,
    verdicts,
    explained,
    timeVerdicts,
    begin: () => {
      tasks.length = 0;
      gap = 0;
    },
    // Since it began: long tasks, the longest of them, and the longest time between two frames.
    felt: () => [tasks.length, longest(), gap],
    // Iterations and frames a second, long tasks and the longest of them, in so much time.
    whileItTrains: (milliseconds, done) => {
      tasks.length = 0;
      const from = iteration();
      const start = performance.now();
      let frames = 0;
      const frame = (now) => {
        frames++;
        if (performance.now() - start < milliseconds) {
          requestAnimationFrame(frame);
          return;
        }
        const seconds = (performance.now() - start) / 1000;
        done([
          (iteration() - from) / seconds,
          frames / seconds,
          tasks.length,
          longest(),
          document.documentElement.dataset.state === "training" ? 1 : 0,
        ]);
      };
      requestAnimationFrame(frame);
    },
    // Seconds from pressing Play until the doctor says that the points are learned; −1 where the run ends before that.
    untilLearned: (done) => {
      const start = performance.now();
      document.getElementById("play").click();
      const look = () => {
        const seconds = (performance.now() - start) / 1000;
        if (document.getElementById("panel-doctor").dataset.kind === "good") {
          done(seconds);
        } else if (seconds > 1 && document.documentElement.dataset.state !== "training") {
          done(-1);
        } else {
          setTimeout(look, 10);
        }
      };
      look();
    },
  };
})();
