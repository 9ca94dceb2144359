// The quiz: questions of static/quiz.json as pages of a guide, each remembered by its id.

import { say } from '../../kit/words.js';

/** The name under which the device knows it. No lesson is called so. */
export const QUIZ = 'quiz';

export function quizPages(questions) {
  return questions.map(({ id, text, choice, check, do: deed }, i) => ({
    key: id, title: say('quiz_question', { n: i + 1 }), text: [], do: deed, question: { text, choice, check },
  }));
}
