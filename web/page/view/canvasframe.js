// The bridge to the canvas, a page of its own in an iframe: it may die, reload or never come, and training goes on.

import { build } from '../../kit/assets.js';
import { PlainView } from './fallback.js';
import { say } from '../../kit/words.js';

const GIVE_UP_MS = 25000;

export class CanvasFrame {
  #ready = false;
  #plain = null;
  #latest = null; // the last frame with more than a point, for a canvas that comes back: while a run goes on the next ones have what it leaves out
  #known = null; // what the frames of the run have brought, for the plain drawing
  #runs = null; // earlier ones, whose curves lie behind that of this one
  #kept = {}; // what is drawn on the plane, by its kind
  #room = Infinity; // for tiles of the grid, in a row
  #settled = () => {}; // a browser may bring the canvas back with the page, before it is asked for
  #handlers;

  /** handlers: {onReady(software), onProbe(x, y, pin, choose), onChoose(image), onPoint({part, level, at}), onOpen(level), onLeave(), onUnpin(), onAxis(message), onStep(step), onRoom(), onWindow(message), onOutline(outline), onThumbs(images), onCursor(message), onDrag(over), onFiles([{file, path}]), onCount(files), onKey(key), onFailed(text, mendable)} */
  constructor(iframe, container, handlers) {
    this.iframe = iframe;
    this.container = container;
    this.#handlers = handlers;
    addEventListener('message', (event) => {
      if (event.source === iframe.contentWindow && event.origin === location.origin) this.#message(event.data || {});
    });
  }

  /** Resolves when the canvas draws, or when it is clear that it will not. */
  load() {
    this.#ready = false;
    this.#fallBack();
    this.iframe.src = 'canvas.html';
    this.timer = setTimeout(() => this.#failed(say('canvas_not_started')), GIVE_UP_MS);
    return new Promise((resolve) => { this.#settled = resolve; });
  }

  #message(message) {
    const { onProbe, onPoint, onOpen, onChoose, onLeave, onUnpin, onAxis, onStep, onRoom, onWindow, onOutline, onThumbs, onCursor, onDrag, onFiles, onCount, onKey } = this.#handlers;
    switch (message.kind) {
      case 'ready':
        if (message.build !== build) { // the canvas keeps its address from build to build
          this.#failed(say('canvas_of_another_build'));
          break;
        }
        clearTimeout(this.timer);
        this.#settled();
        this.#handlers.onReady(!!message.software);
        this.#ready = true;
        this.#plain?.remove();
        this.#plain = null;
        this.container.dataset.view = 'canvas';
        if (this.view) this.#post({ kind: 'view', json: JSON.stringify(this.view) });
        if (this.#runs) this.#post({ kind: 'runs', json: JSON.stringify(this.#runs) });
        if (this.#latest) this.#post({ kind: 'snapshot', buffer: this.#latest.slice(0) });
        for (const kept of Object.values(this.#kept)) this.#post(kept);
        break;
      case 'probe': onProbe(message.x, message.y, !!message.pin, !!message.choose); break;
      case 'point': onPoint(message); break;
      case 'open': onOpen(message.level); break;
      case 'choose': onChoose(message.image); break;
      case 'leave': onLeave(); break;
      case 'unpin': onUnpin(); break;
      case 'drag': onDrag(!!message.over); break;
      case 'axis': onAxis(message); break;
      case 'step': onStep(message.step); break;
      case 'room':
        this.#room = message.room;
        onRoom();
        break;
      case 'window': onWindow(message); break;
      case 'select': onOutline(message.outline); break;
      case 'thumbs': onThumbs(message.images); break;
      case 'cursor': onCursor(message); break;
      case 'counted': onCount(message.count); break;
      case 'files': onFiles((message.files || []).map((file, i) => ({ file, path: message.paths[i] }))); break;
      case 'key': onKey(message.key); break;
      case 'lost':
      case 'dpr':
        // The canvas reloads itself; until it is back the plain drawing stands in.
        this.#ready = false;
        this.#fallBack();
        break;
      case 'failed': this.#failed(message.text || message.error || say('canvas_failed'), message.code !== 'canvas_without_webgl'); break;
    }
  }

  #fallBack() {
    this.container.dataset.view = 'plain';
    this.#plain ??= new PlainView(this.container);
    if (this.#known) this.#plain.show(this.#known, this.view, this.#runs);
  }

  // mendable: another load may bring it.
  #failed(text, mendable = true) {
    clearTimeout(this.timer);
    this.#settled();
    this.#ready = false;
    this.#fallBack();
    this.#handlers.onFailed(text, mendable);
  }

  setView(view) {
    this.view = view;
    if (this.#ready) this.#post({ kind: 'view', json: JSON.stringify(view) });
    else if (this.#known) this.#plain?.show(this.#known, view, this.#runs);
  }

  /** Lays the curves of earlier runs behind that of this one, see runs/overlay.js. */
  setRuns(runs) {
    this.#runs = runs;
    if (this.#ready) this.#post({ kind: 'runs', json: JSON.stringify(runs) });
    else if (this.#known) this.#plain?.show(this.#known, this.view, runs);
  }

  /** What of the view has to be computed: no tiles that find no room. */
  needed(view) {
    return { ...view, grid: Math.min(view.grid, this.#room) };
  }

  /** Shows a frame: buffer as it came, frame as it was read, and known, which is it and all before it. */
  show(buffer, frame, known) {
    if (frame.curve) this.#latest = buffer;
    this.#known = known;
    if (this.#ready) this.#post({ kind: 'snapshot', buffer: buffer.slice(0) });
    else this.#plain?.show(known, this.view, this.#runs);
  }

  /** Takes the canvas's pin away. */
  unpin() {
    if (this.#ready) this.#post({ kind: 'unpin' });
  }

  /** Shows a part of the latent plane, {x0, x1, y0, y1}; without one all of it. */
  fly(range) {
    const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = range ?? {};
    this.#tell({ kind: 'fly', window: [x0, x1, y0, y1] });
  }

  /** Spreads the plane. */
  zoom(factor) {
    this.#tell({ kind: 'fly', factor });
  }

  /** What a drag over the plane does: 'box' and 'lasso' select, '' moves it. */
  tool(tool) {
    this.#tell({ kind: 'tool', tool }, true);
  }

  /** Marks points of the plane by their numbers. */
  select(points) {
    this.#tell({ kind: 'selected', images: Int32Array.from(points) }, true);
  }

  /** Draws a way on the plane, all x and then all y, with a mark at one of its points. */
  route(points, at) {
    this.#tell({ kind: 'route', points, at }, true);
  }

  /** Images that the canvas has asked for. */
  thumbs(images) {
    this.#tell({ kind: 'thumbs', ...images, images: Int32Array.from(images.images) });
  }

  // What the plane has drawn on it comes again with a canvas that comes back.
  #tell(message, keep) {
    if (keep) this.#kept[message.kind] = message;
    if (this.#ready) this.#post(message);
  }

  #post(message) {
    const transfer = message.buffer ? [message.buffer] : [];
    this.iframe.contentWindow?.postMessage(message, location.origin, transfer);
  }
}
