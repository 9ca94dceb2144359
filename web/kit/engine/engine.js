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
//
// phase: "booting", "running", "restarting", "interrupted" (there is a worker, and the run is not back: reason says why, retry() tries once more,
// any other run may be opened) or "stopped" (there is none).

import { Deaths } from './deaths.js';
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

export class Engine {
  phase = 'booting';
  device = null;
  degraded = false;
  profile = null; // {kernel: {ms, calls}} at the latest message, with options.profile

  #events = new Events(EVENTS);
  #requests = new Requests();
  #place = new Place();
  #deaths = new Deaths();
  #held = null; // why the run is not brought back by itself: {code, values, text}
  #recovering = false; // the run is on its way back
  #arithmetic = ''; // in which somebody wants it to go on
  #worker = null;
  #checked = false; // the worker's script
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
    if (this.phase === 'stopped') this.degraded = false;
    this.#anew();
  }

  /**
   * Tries once more to bring back the run that was interrupted, in a new worker. fast: on the fast kernels, where they were given up; arithmetic: in
   * another one than it had, which is then its link's; here: in this worker, which has read the run's files meanwhile. Resolves when
   * that is over, one way or the other.
   */
  async retry({ fast = false, arithmetic = '', here = false } = {}) {
    if (this.phase !== 'interrupted') return;
    this.#held = null;
    this.#arithmetic = arithmetic;
    if (fast) this.degraded = false;
    if (!here) {
      this.#anew();
      await this.#back.promise;
      return;
    }
    this.#back = settleable();
    const back = this.#back.promise;
    Object.assign(this, { phase: 'restarting', reason: why('engine_asked') });
    this.#tell();
    this.#bring((ask, open) => open());
    await back;
  }

  #anew() {
    this.#deaths.forget();
    this.#end('restarting', why('engine_asked'));
    this.#spawn();
  }

  /** The latest state of the run: {step, link, bytes}, a record and its checkpoint as one file; null where there is none. */
  get saved() {
    const last = this.#place.last();
    return last ? { step: last.step, link: this.#place.link, bytes: new Blob(last.record ? [last.record, last.buffer] : [last.buffer]) } : null;
  }

  // The worker's life

  #spawn() {
    const { manifest, options } = this;
    let worker;
    try {
      const file = manifest.files['worker/worker.js'];
      if (!file) throw fault('worker_not_in_build', { file: 'worker/worker.js' });
      const url = new URL(file, options.base).href;
      worker = new Worker(scriptURL(url));
      this.#checkScript(worker, url, manifest.digests?.[file]);
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
      threads: threads || 0, profile: !!profile, runs: this.#place.runs,
    });
  }

  // A worker's script has no digest of its own: the browser checks its copy beside it, once.
  async #checkScript(worker, url, integrity) {
    if (this.#checked || !integrity) return;
    try {
      await fetch(url, { integrity }).catch(() => fetch(url, { integrity, cache: 'reload' }));
      this.#checked = true;
    } catch (error) {
      if (worker === this.#worker) this.#died(why('file_not_arrived', { file: 'worker.js', why: error.message }));
    }
  }

  #receive({ json, buffers = [], profile = null }) {
    this.profile = profile;
    this.#watchdog.alive();
    const message = JSON.parse(json);
    if (message.grace) this.#watchdog.grace(ANSWER_MS + message.grace);
    if (!message.event) this.#requests.answer(message, buffers);
    else if (message.event === 'dead') this.#died(why(message.code, message.values), message.report);
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
        if (message.link && this.phase === 'interrupted') this.#runs({}); // somebody opened another
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
    const next = this.#deaths.next({ code: reason.code, worked: !!this.device, recovering: this.#recovering, degraded: this.degraded });
    if (next === 'stop') {
      this.#end('stopped', reason, report);
      return;
    }
    if (next === 'plain') this.degraded = true;
    if (next === 'hold') this.#held ??= reason;
    this.#end('restarting', reason, report);
    this.#spawn();
  }

  #end(phase, reason, report = '') {
    this.#watchdog.stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.phase = phase;
    this.reason = reason;
    this.#recovering = false;
    if (phase === 'stopped') {
      this.#requests.refuse(this.#fault());
      this.#settleReady.reject(this.#fault());
      this.#over();
    } else if (this.#held) {
      this.#requests.refuse(this.#fault());
      this.#place.past = false;
      this.#back ??= settleable();
    } else {
      const { drive, link, past } = this.#place;
      this.#requests.lose(this.#fault(), { drive, past, first: !link });
      this.#place.past = false;
      if (this.#requests.lost('pause')) this.#place.drive = null;
      this.#back ??= settleable();
    }
    this.#tell(report);
  }

  #tell(report = '') {
    const { text, code, of = '', values } = this.reason;
    this.#events.emit('phase', { phase: this.phase, reason: text, code, of, values, report, step: this.#place.last()?.step ?? 0, degraded: this.degraded });
  }

  /** The trainer is there, and the run is not: it waits for somebody's word, with its checkpoint. */
  #interrupt(reason) {
    this.#recovering = false;
    this.#held = reason;
    this.phase = 'interrupted';
    this.reason = reason;
    this.#requests.refuse(this.#fault());
    this.#over();
    this.#tell();
  }

  /** The trainer has a run. back: {step, older, again} of one that came back: whether from an earlier checkpoint, and how many changes are still to come. */
  #runs(back) {
    this.#held = null;
    this.#arithmetic = '';
    this.phase = 'running';
    this.#events.emit('phase', { phase: 'running', ...back, degraded: this.degraded });
  }

  /** What is to be said to whoever waits: the engine has ended, and why. */
  #fault() {
    const { text: why } = this.reason;
    if (this.phase === 'stopped') return fault('engine_stopped', { why });
    return this.phase === 'interrupted' ? fault('engine_interrupted', { why }) : fault('engine_restarted', { why });
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
    if (this.#held) {
      this.#interrupt(this.#held);
      return;
    }
    if (first || !place.link) {
      this.#over();
      this.#runs({});
      return;
    }
    this.#bring((...how) => place.furnish(...how));
  }

  /** Brings the run back. furnish(ask, open, current) calls open(), which asks for it, when the worker has what it needs. */
  async #bring(furnish) {
    const place = this.#place;
    const ask = (...request) => this.#ask(...request);
    const worker = this.#worker;
    const current = () => worker === this.#worker;
    this.#recovering = true;
    const { older } = this.#deaths;
    const last = place.last(older);
    const { stood } = place;
    try {
      const { metrics: { step }, changes = [] } = await furnish(ask, () => {
        const steps = this.#requests.lost('train') ? 0 : place.drive?.until ?? 0; // training asked again counts from here
        return ask(...place.opening(last, { steps, arithmetic: this.#arithmetic }));
      }, current) ?? {};
      // It stood further on than its checkpoint: the way there is trained again before anybody looks.
      if (current() && !place.drive && stood > step) await ask('train', { steps: stood - step });
      if (!current()) return; // another is on its way
      this.#recovering = false;
      this.#over(Math.max(step, stood));
      this.#runs({ step, older: older && last !== place.last(), again: changes.filter((c) => c.step > step).length });
    } catch ({ message: text, code, of, values }) {
      if (current()) this.#interrupt({ text, code, of, values });
    }
  }
}

/** Why the worker ended. */
function why(code, values = {}) {
  return { code, values, text: say(code, values) };
}

/** {promise, resolve, reject}: Promise.withResolvers, which older browsers lack. */
function settleable() {
  const it = {};
  it.promise = new Promise((resolve, reject) => Object.assign(it, { resolve, reject }));
  return it;
}
