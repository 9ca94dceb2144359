// Before the first paint: whether the page is a frame in another one, without what stands around the run. embed.html is by itself, the whole
// page is by ?embed=1.

const root = document.documentElement;
if (new URLSearchParams(location.search).get('embed') === '1') root.dataset.embed = '';
