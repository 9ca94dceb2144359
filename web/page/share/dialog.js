// The dialog behind Share: the link of the run, its proof, a link for a class, and a frame for another page.

import { h, icon } from '../../kit/dom.js';
import { toast } from '../notices.js';
import { addressOf } from '../recipe/hash.js';
import { labelOf } from '../recipe/labels.js';
import { copy } from './copy.js';
import { classLink, frameOf } from './links.js';
import { GROUPS } from './parts.js';
import { proofMissing } from './proof.js';
import { say } from '../../kit/words.js';

/** Hands a link to what this system shares by; where that is refused, what shows the link is selected. */
async function hand(url, shown) {
  try {
    await navigator.share({ title: document.title, url });
  } catch ({ name }) {
    if (name === 'AbortError') return; // the person thought better of it
    shown.select();
    toast(say('share_not_sent'), 'error');
  }
}

export class ShareDialog {
  #ticked = { hide: new Set(), lock: new Set() };
  #opening = false;

  /**
   * given: {link(), whole(), proof()}, the links of the run that is open, promises of them; classroom: what the page's own link hides and locks;
   * pages(): the titles of the lesson's guided pages.
   */
  constructor(dialog, store, { given, classroom, pages }) {
    Object.assign(this, { dialog, store, given, classroom, pages });
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); }); // a click on the backdrop
  }

  async open() {
    const { dialog, classroom } = this;
    if (this.#opening || dialog.open || !this.store.running) return;
    this.#opening = true;
    try {
      this.link = await this.given.link();
      this.whole = await this.given.whole();
    } catch (error) {
      toast(error.message, 'error', 'link');
      return;
    } finally {
      this.#opening = false;
    }
    const { hide, lock } = classroom.keys;
    this.#ticked = { hide: new Set(hide.split(',').filter(Boolean)), lock: new Set(lock.split(',').filter(Boolean)) };
    const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': say('share_close'), onclick: () => dialog.close() }, icon('close'));
    dialog.replaceChildren(
      h('div', { class: 'dialog-head' }, h('h2', { id: 'share-title' }, say('share_open')), close),
      this.#linkPart(), this.#proofPart(), this.#classPart(), this.#framePart());
    dialog.showModal();
  }

  #linkPart() {
    const address = addressOf(this.link);
    const box = line(say('share_link_label'), address);
    const send = navigator.share && h('button', { type: 'button', class: 'quiet', id: 'share-send', onclick: () => hand(address, box) }, say('share_send'));
    return h('section', {}, h('h3', {}, say('share_link')), h('p', {}, say('share_link_text')),
      h('div', { class: 'share-line' }, box, h('button', { type: 'button', class: 'primary', id: 'share-copy', onclick: () => copy(address, { shown: box }) }, say('share_copy')), send));
  }

  #proofPart() {
    const why = proofMissing(this.store);
    const { step, fingerprint } = this.store.figures ?? {};
    const text = why || say('share_proof_text', { step, fingerprint });
    return h('section', {}, h('h3', {}, say('share_proof')), h('p', {}, text),
      h('div', { class: 'share-line' }, h('button', { type: 'button', class: 'quiet', id: 'copy-proof', disabled: !!why, onclick: async () => copy(addressOf(await this.given.proof())) }, say('share_copy_proof'))));
  }

  // The check boxes, and the link that they make.
  #classPart() {
    const box = line(say('class_link'), '');
    const none = h('p', { class: 'class-none' }, say('class_none'));
    const open = h('a', { target: '_blank', rel: 'noopener', id: 'class-try' }, say('class_try'));
    const address = () => addressOf(classLink(this.whole, this.#ticked));
    const show = () => {
      box.value = address();
      open.href = address();
      none.hidden = this.#ticked.hide.size + this.#ticked.lock.size > 0;
    };
    const tick = (key, name, part) => {
      const input = h('input', {
        type: 'checkbox',
        checked: this.#ticked[key].has(name),
        'aria-label': key === 'hide' ? say('class_hide_part', { part }) : say('class_lock_part', { part }),
        'data-part': `${key} ${name}`,
        onchange: () => {
          if (input.checked) this.#ticked[key].add(name);
          else this.#ticked[key].delete(name);
          show();
        },
      });
      return h('label', {}, input);
    };
    const row = ([name, part, lockable]) => h('tr', {}, h('th', { scope: 'row' }, part), h('td', { class: 'tick' }, tick('hide', name, part)), h('td', { class: 'tick' }, lockable && tick('lock', name, part)));
    show();
    return h('details', { id: 'share-class' }, h('summary', {}, say('class_title')), h('p', {}, say('class_text')),
      h('div', { class: 'share-parts', tabindex: '0', role: 'region', 'aria-label': say('class_title') }, h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, say('class_part')), h('th', { scope: 'col', class: 'tick' }, say('class_hide')), h('th', { scope: 'col', class: 'tick' }, say('class_lock')))),
        ...this.#groups().map(([title, parts]) => h('tbody', {}, h('tr', { class: 'parts-of' }, h('th', { colspan: '3', scope: 'rowgroup' }, title)), ...parts.map(row))))),
      none,
      h('div', { class: 'share-line' }, box, h('button', { type: 'button', class: 'quiet', id: 'class-copy', onclick: () => copy(address(), { shown: box }) }, say('class_copy')), open));
  }

  // [title, [name, label, whether it can be locked] each]
  #groups() {
    const { store } = this;
    const { tabs } = store.running.showing;
    return [
      ...GROUPS().map(([title, parts]) => [title, parts.map(([name, , label]) => [name, label, true])]),
      [say('parts_panels'), store.panels.filter(({ name }) => tabs.includes(name)).map(({ name, label }) => [`panel:${name}`, label, true])],
      [say('parts_pages'), this.pages().map((title, i) => [`page:${i + 1}`, title, false])],
      [say('parts_fields'), store.fields.filter((field) => field.kind !== 'changes').map((field) => [`field:${field.name}`, labelOf(field, store.running), true])],
    ].filter(([, parts]) => parts.length);
  }

  #framePart() {
    const height = h('input', { type: 'text', inputmode: 'numeric', class: 'share-height', value: '560', id: 'embed-height' });
    const origin = h('input', { type: 'text', inputmode: 'url', placeholder: say('embed_origin_hint'), id: 'embed-origin', spellcheck: 'false' });
    const code = h('textarea', { readonly: true, 'aria-label': say('embed_snippet'), id: 'embed-code', spellcheck: 'false' });
    const show = () => { code.value = frameOf(this.whole, { ticked: this.#ticked, height: Number(height.value) || 560, origin: origin.value.trim() }); };
    for (const box of [height, origin]) box.addEventListener('input', show);
    show();
    const part = h('details', { id: 'share-embed' }, h('summary', {}, say('embed_title')), h('p', {}, say('embed_text')),
      h('div', { class: 'share-line' }, h('label', {}, say('embed_height'), height), h('label', {}, say('embed_origin'), origin)),
      code,
      h('div', { class: 'share-line' }, h('button', { type: 'button', class: 'quiet', id: 'embed-copy', onclick: () => copy(code.value, { shown: code }) }, say('embed_copy'))));
    part.addEventListener('toggle', show); // what is ticked above may be another
    return part;
  }
}

function line(label, value) {
  return h('input', { type: 'text', readonly: true, value, 'aria-label': label, spellcheck: 'false', onfocus: ({ target }) => target.select() });
}
