// How far a person has come: the page of each lesson that was seen last, and which questions were answered, and how. Kept on the device where the
// browser allows it.

const KEY = 'bottleneck.guide';

export class Progress {
  #known = read();

  /** What is known of a lesson or the quiz: {at, answers: {page or question: {right, first}}}; first: at the first try. */
  of(id) {
    const { at = 0, answers = {} } = this.#known[id] ?? {};
    return { at, answers };
  }

  /** The page that was seen last. */
  seen(id, at) {
    this.#known[id] = { ...this.of(id), at };
    this.#keep();
  }

  /** An answer to a question. Once it was right it stays so; whether the first was counts for the score. */
  answer(id, question, right) {
    const { at, answers } = this.of(id);
    const before = answers[question];
    answers[question] = { right: right || !!before?.right, first: before?.first ?? right };
    this.#known[id] = { at, answers };
    this.#keep();
  }

  /** Forgets the answers. */
  forget(id) {
    delete this.#known[id];
    this.#keep();
  }

  #keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#known));
    } catch {
      // Without storage it is known as long as the page lasts.
    }
  }
}

// What is stored may be of another version, or by another hand.
function read() {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) || '{}');
    const good = {};
    for (const [id, { at, answers }] of Object.entries(all)) {
      good[id] = { at: Number.isInteger(at) && at >= 0 ? at : 0, answers: {} };
      for (const [question, { right, first }] of Object.entries(answers ?? {})) good[id].answers[question] = { right: right === true, first: first === true };
    }
    return good;
  } catch {
    return {};
  }
}
