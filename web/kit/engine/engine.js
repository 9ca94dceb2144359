// The engine: the trainer's worker, and the supervisor that keeps it alive. It knows nothing of the page, and of the run only
// what the next worker has to be told.
//
//   const engine = new Engine(manifest);            // the manifest of build.json
//   engine.on('metrics', ({metrics}) => ...);       // see EVENTS
//   await engine.ready;                             // the device; rejects when the trainer cannot run here
//   const reply = await engine.request('open', {link});
//   const {buffers: [z]} = await engine.request('encode', {n: 1}, [x.buffer]);
//
// request() takes buffers along by transfer: what is sent is gone from the caller. While the worker restarts it waits, and asks
// the new one when that is where the old one was; so does what was on its way, unless it had buffers.

import { EVENTS } from './events.js';
import { Events } from '../events.js';
import { tooLarge } from './limits.js';
import { Place } from './place.js';
import { Requests } from './requests.js';
import { scriptURL } from '../trusted.js';
import { Watchdog } from './watchdog.js';
import { fault, say } from '../words.js';

const PROTOCOL = 3; // core/wire.Version
const BOOT_MS = 20000; // without any progress
const ANSWER_MS = 10000; // without any sign of life, longer than the kernels' patience with a thread
const RESTARTS = 3; // within RESTART_WINDOW_MS; more of them lead to the plain kernels, and then to a stop
const RESTART_WINDOW_MS = 60000;
const POISON_MS = 10000; // a death so soon after a restart may be the checkpoint's fault

export class Engine {
  phase = 'booting';
  device = null;
  degraded = false;
  profile = null; // {kernel: {ms, calls}} at the latest message, with options.profile

  #events = new Events(EVENTS);
  #requests = new Requests();
  #place = new Place();
  #restarts = []; // times
  #worker = null;
  #watchdog;
  #settleReady;
  #back = null; // while it restarts: {promise, resolve} of the moment when that is over, one way or the other

  /** options: {base: URL of the site, plain, unshared, threads, profile: see worker.js} */
  constructor(manifest, options = {}) {
    this.manifest = manifest;
    this.options = { base: new URL('.', globalThis.location.href).href, ...options };
    this.#watchdog = new Watchdog({
      ping: () => this.#send({ id: 0, op: 'ping' }),
      stalled: (waited) => this.#died(why('engine_silent', { seconds: Math.round(waited / 1000) })),
    });
    this.#settleReady = settleable();
    this.ready = this.#settleReady.promise;
    this.ready.catch(() => {}); // whoever waits is told; nobody has to
    this.#spawn();
  }

  /** Calls fn for each event; returns a function that ends it. */
  on(event, fn) {
    return this.#events.on(event, fn);
  }

  /** Asks the trainer; resolves to its reply. */
  request(op, fields = {}, buffers = []) {
    if (this.#back) {
      if (op === 'pause') this.#place.drive = null; // the run need not begin only to be paused
      return this.#back.promise.then(() => this.request(op, fields, buffers));
    }
    return this.#ask(op, fields, buffers);
  }

  /** What request() does, also while the new worker is brought to where the old one was. */
  async #ask(op, fields = {}, buffers = []) {
    if (this.phase === 'stopped') throw this.#fault();
    const excess = this.device && tooLarge(op, buffers, this.device.budget);
    if (excess) throw excess;
    if (op === 'view') this.#place.view = fields.view;
    if (op === 'picture') this.#place.picture = buffers[0]?.slice(0) ?? null;
    const given = op === 'own' && buffers[0] && new Blob(buffers); // which the browser may keep on its disk
    const reply = await this.#requests.ask(op, fields, (message) => this.#send(message, buffers));
    this.#place.did(op, fields, given, reply);
    return reply;
  }

  #send(message, buffers = []) {
    this.#worker?.postMessage({ json: JSON.stringify(message), buffers }, buffers);
  }

  /** How many threads share the work from now on, 1 to device.max_threads; 0: all of them. */
  async setThreads(n) {
    const { device } = await this.request('threads', { n });
    this.#place.threads = n;
    this.#setDevice(device);
    return this.device;
  }

  /** Restarting is over, with the run at a step: what was lost is asked again, and whoever waits may ask. */
  #over(step = 0) {
    this.#requests.askAgain(step, (message) => this.#send(message));
    this.#back?.resolve();
    this.#back = null;
  }

  #setDevice(device) {
    this.device = { ...this.device, ...device };
    this.#events.emit('device', { device: this.device });
  }

  /** After a divergence: the last good state, with the smaller rate that the event proposed, {name, value}; or without one its link. */
  recover({ name, value, link }) {
    const last = this.#place.last();
    return this.request(...(last ? this.#place.opening(last, { name, value }) : ['open', { link }]));
  }

  /** Starts again after a stop, or ends the worker to start a new one in its place. */
  restart() {
    if (this.phase === 'stopped') this.#restarts = [];
    this.#died(why('engine_asked'));
  }

  // The worker's life

  #spawn() {
    const { manifest, options } = this;
    let worker;
    try {
      const file = manifest.files['worker/worker.js'];
      if (!file) throw fault('worker_not_in_build', { file: 'worker/worker.js' });
      worker = new Worker(scriptURL(new URL(file, options.base).href));
    } catch (error) {
      this.#end('stopped', why('worker_not_started', { why: error.message }));
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }) => {
      if (worker === this.#worker) this.#receive(data);
    };
    worker.onmessageerror = () => {
      if (worker === this.#worker) this.#died(why('message_not_read'));
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.#worker) this.#died(event.message ? why('other', { why: event.message }) : why('worker_not_loaded'));
    };
    this.#watchdog.start(BOOT_MS);
    const { plain, unshared, threads, profile } = options;
    this.#send({
      id: 0, op: 'hello', version: PROTOCOL, manifest, base: options.base, plain: !!plain || this.degraded, unshared: !!unshared,
      threads: threads || 0, profile: !!profile,
    });
  }

  #receive({ json, buffers = [], profile = null }) {
    this.profile = profile;
    this.#watchdog.alive();
    const message = JSON.parse(json);
    if (message.grace) this.#watchdog.grace(ANSWER_MS + message.grace);
    if (!message.event) this.#requests.answer(message, buffers);
    else if (message.event === 'dead') this.#died(message, message.report);
    else if (message.event !== 'pong') this.#event(message, buffers);
  }

  #event(message, buffers) {
    switch (message.event) {
      case 'ready':
        this.#setDevice(message.device);
        this.#watchdog.start(ANSWER_MS);
        this.#resume();
        break;
      case 'state':
        this.#place.state(message);
        break;
      case 'snapshot':
        message.buffer = buffers[0];
        message.taken = () => this.#send({ id: 0, op: 'ack' });
        break;
      case 'moment':
        this.#place.moment(message);
        break;
      case 'checkpoint':
        message.buffers = buffers;
        this.#place.checkpoint(message);
        break;
      case 'log':
        message.text ??= say(message.code, message.values); // of the worker, which has no words
        if (message.threads) { // a thread was lost; the next worker does without it too
          this.options.threads = message.threads;
          this.#setDevice({ threads: message.threads, max_threads: message.threads });
        }
        break;
    }
    this.#events.emit(message.event, message);
  }

  // Death and resurrection

  // reason: {code, values}
  #died(reason, report = '') {
    const now = performance.now();
    this.#restarts = this.#restarts.filter((t) => now - t < RESTART_WINDOW_MS);
    const booted = this.phase !== 'booting' || this.device;
    if (this.#restarts.length >= RESTARTS || !booted) {
      // A worker that never started would not start the second time either, unless the plain kernels help.
      if (this.degraded) {
        this.#end('stopped', reason, report);
        return;
      }
      this.degraded = true;
      this.#restarts = [];
    }
    this.#restarts.push(now);
    this.#end('restarting', reason, report);
    this.#spawn();
  }

  #end(phase, reason, report = '') {
    this.#watchdog.stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.phase = phase;
    this.reason = reason;
    if (phase === 'stopped') {
      this.#requests.refuse(this.#fault());
      this.#settleReady.reject(this.#fault());
      this.#over();
    } else {
      const { drive, link, past } = this.#place;
      this.#requests.lose(this.#fault(), { drive, past, first: !link });
      this.#place.past = false;
      if (this.#requests.lost('pause')) this.#place.drive = null;
      this.#back ??= settleable();
    }
    const { code, values } = reason;
    this.#events.emit('phase', { phase, reason: say(code, values), code, values, report, step: this.#place.last()?.step ?? 0, degraded: this.degraded });
  }

  /** What is to be said to whoever waits: the engine has ended, and why. */
  #fault() {
    const { code, values } = this.reason;
    const why = say(code, values);
    return this.phase === 'stopped' ? fault('engine_stopped', { why }) : fault('engine_restarted', { why });
  }

  /** Brings a new worker to where the old one was, and reports that the engine runs. */
  async #resume() {
    const first = this.phase === 'booting';
    const place = this.#place;
    this.phase = 'running';
    this.#settleReady.resolve(this.device);
    const ask = (...request) => this.#ask(...request);
    if (place.threads) {
      ask('threads', { n: Math.min(place.threads, this.device.max_threads) }).then(({ device }) => this.#setDevice(device), () => {});
    }
    if (first || !place.link) {
      this.#over();
      this.#events.emit('phase', { phase: 'running', degraded: this.degraded });
      return;
    }
    const worker = this.#worker;
    const current = () => worker === this.#worker;
    // What killed the worker right after a restart may be the checkpoint: the next attempt goes one further back.
    const [before, now] = this.#restarts.slice(-2);
    const last = place.last(now - before < POISON_MS);
    try {
      const reply = await place.furnish(ask, () => {
        const steps = this.#requests.lost('train') ? 0 : place.drive?.until ?? 0; // training asked again counts from here
        return ask(...place.opening(last, { steps }));
      }, current);
      if (!current()) return; // another is on its way
      this.#over(reply.metrics.step);
      this.#events.emit('phase', { phase: 'running', step: last?.step ?? 0, degraded: this.degraded });
    } catch (error) {
      if (!current()) return;
      this.#over();
      const { message: text, code, of, values } = error;
      this.#events.emit('log', { event: 'log', level: 'error', text, code, of, values });
    }
  }
}

/** Why the worker ended. */
function why(code, values = {}) {
  return { code, values };
}

/** {promise, resolve, reject}: Promise.withResolvers, which older browsers lack. */
function settleable() {
  const it = {};
  it.promise = new Promise((resolve, reject) => Object.assign(it, { resolve, reject }));
  return it;
}
