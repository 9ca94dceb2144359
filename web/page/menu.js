// A menu is a <details>: a click elsewhere closes it, on the canvas as well, and so does Escape. What opens a dialog closes it first, and the dialog
// hands the focus back to it.

export function bindMenu(menu) {
  const close = () => {
    menu.open = false;
    menu.querySelector('summary').focus();
  };
  document.addEventListener('click', (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  addEventListener('blur', () => {
    if (document.activeElement instanceof HTMLIFrameElement) menu.open = false;
  });
  menu.addEventListener('click', (event) => {
    if (event.target.closest('[aria-haspopup="dialog"]')) close();
  }, { capture: true });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    close();
    event.stopPropagation();
  });
}
