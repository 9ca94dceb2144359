// Light, dark, or what the system says. Loaded before the first paint, so nothing flashes.

const KEY = 'bottleneck.theme';
const ORDER = ['auto', 'light', 'dark'];
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

let choice = read();
let dark = system.matches; // what it is told to be: Chromium tells no change of a query that somebody has asked meanwhile
apply();
system.addEventListener('change', ({ matches }) => {
  dark = matches;
  apply();
});

function read() {
  try {
    const saved = localStorage.getItem(KEY);
    return ORDER.includes(saved) ? saved : 'auto';
  } catch {
    return 'auto';
  }
}

function apply() {
  document.documentElement.dataset.theme = theme();
  for (const fn of listeners) fn(theme());
}

/** "light" or "dark": what is shown. */
export function theme() {
  return choice === 'auto' ? (dark ? 'dark' : 'light') : choice;
}

export function onTheme(fn) {
  listeners.add(fn);
}

/** Makes a button walk through the three choices; title(choice) says which is on, in the button where it has words. */
export function bindTheme(button, title) {
  const show = () => {
    button.dataset.choice = choice;
    button.title = title(choice);
    const words = button.querySelector('span');
    if (words) words.textContent = button.title;
    else button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => {
    choice = ORDER[(ORDER.indexOf(choice) + 1) % ORDER.length];
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    apply();
    show();
  });
  show();
}
