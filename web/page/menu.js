// A menu is a <details>: a click elsewhere closes it, on the canvas as well, and so does Escape.

export function bindMenu(menu) {
  document.addEventListener('click', (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  addEventListener('blur', () => {
    if (document.activeElement instanceof HTMLIFrameElement) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
    event.stopPropagation();
  });
}
