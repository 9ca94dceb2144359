// What a page does where something of the site is missing or damaged.

/** Lets go of the site's copies on this device and loads the page anew: page/first.js does it, the browser alone where that is missing. */
export function mend() {
  if (dispatchEvent(new Event('mend', { cancelable: true }))) location.reload();
}
