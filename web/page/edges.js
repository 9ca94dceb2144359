// A column that goes on below its edge says so: the last lines fade. Nothing else tells of it where the browser hides its bars.

/** Watches columns that scroll by themselves. */
export function bindEdges(columns) {
  for (const column of columns) {
    const look = () => {
      const scrolls = getComputedStyle(column).overflowY === 'auto';
      column.classList.toggle('goes-on', scrolls && column.scrollTop + column.clientHeight < column.scrollHeight - 4);
    };
    column.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    const follow = () => { for (const child of column.children) sizes.observe(child); };
    sizes.observe(column);
    follow();
    new MutationObserver(follow).observe(column, { childList: true });
  }
}
