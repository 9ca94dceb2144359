// Files for other programs: the exchange's own program makes them of the recipe and the weights, beside the training.

const OF_WEIGHTS = ['npz', 'onnx']; // targets that are nothing without

export class Made {
  /** request(op, fields, buffers) asks the trainer; exchange is for this alone. */
  constructor(request, exchange, store) {
    Object.assign(this, { request, exchange, store });
  }

  /**
   * The run that is open as a target, "pytorch", "keras", "npz" or "onnx": {files: [{name, bytes}], notes: [{text, code, values}]}, the first file what was asked for, and notes what
   * it does not do as the run does. weights: the program begins with those that the run has now; data: with the data beside it, where they are made here.
   * told({done, total, loading}) hears how far it is.
   */
  async as(target, { notebook = false, weights = false, data = false, told } = {}) {
    const files = [];
    let { link } = this.store.running;
    if (weights || OF_WEIGHTS.includes(target)) {
      const reply = await this.request('weights');
      link = reply.link;
      files.push(new Blob([reply.buffers[0]]));
    }
    const { files: names, notes = [], buffers } = await this.exchange.ask('export', { target, link, notebook, data, sizes: files.map(({ size }) => size) }, { files, told });
    return { files: names.map((name, i) => ({ name, bytes: new Uint8Array(buffers[i]) })), notes };
  }

  /** The bytes of an .npz of [{name, shape, values}], Float32Arrays or Uint8Arrays. */
  async arrays(list, told) {
    const files = list.map(({ values }) => new Blob([values]));
    const arrays = list.map(({ name, shape, values }) => ({ name, shape, bytes: values instanceof Uint8Array }));
    const { buffers } = await this.exchange.ask('arrays', { arrays, sizes: files.map(({ size }) => size) }, { files, told });
    return new Uint8Array(buffers[0]);
  }
}
