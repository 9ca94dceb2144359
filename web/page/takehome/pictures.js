// Pictures of panels, with a caption: a program of its own paints a frame of the run as an SVG, and the browser makes a PNG of that.

import { withLink } from './carried.js';
import { fault } from '../../kit/words.js';

/** Pixels of panels, without the caption: of one, or of several. */
const SIZES = { one: [720, 480], several: [1200, 760] };

export class Pictures {
  /** request(op, fields, buffers) asks the trainer; program is an Exchange of PICTURES. */
  constructor(request, program) {
    Object.assign(this, { request, program });
  }

  /** A frame of the run as it is shown, for a view. */
  async frame(view) {
    const { buffers } = await this.request('snapshot', { view });
    return buffers[0];
  }

  /** Panels as an SVG, {text, w, h}: view as core/wire has it, frames in the order in which they came, caption in lines; link travels in it. */
  async svg(view, frames, { caption, link, told } = {}) {
    const [w, h] = view.panels.length === 1 ? SIZES.one : SIZES.several;
    const files = frames.map((frame) => new Blob([frame]));
    const { buffers } = await this.program.ask('picture', { view: JSON.stringify({ ...view, still: true }), w, h, caption, link, sizes: files.map(({ size }) => size) }, { files, told });
    const text = new TextDecoder().decode(buffers[0]);
    return { text, w, h: Number(/ height="(\d+)"/.exec(text)[1]) };
  }

  /** Draws an SVG on a canvas, each of its pixels as scale x scale. */
  async drawn({ text, w, h }, scale, canvas = document.createElement('canvas')) {
    const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    try {
      const image = new Image(w * scale, h * scale);
      image.src = url;
      await image.decode();
      Object.assign(canvas, { width: w * scale, height: h * scale });
      canvas.getContext('2d', { willReadFrequently: true }).drawImage(image, 0, 0, w * scale, h * scale);
      return canvas;
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /** The bytes of a PNG of an SVG, with the link in it. */
  async png(svg, scale, link) {
    const canvas = await this.drawn(svg, scale);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    if (!blob) throw fault('picture_not_written');
    return withLink(new Uint8Array(await blob.arrayBuffer()), link);
  }
}
