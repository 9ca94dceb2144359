// The file system of a program run by exec, in the form that Go's syscall package expects from Node: reads go to exec,
// everything below /scratch lives in memory here, other writes are refused.
'use strict';

/** Asks exec, synchronously: a Go program waits for its files. */
function request(method, url, body) {
  const xhr = new XMLHttpRequest();
  xhr.open(method, url, false);
  xhr.responseType = 'arraybuffer';
  xhr.send(body);
  const bytes = new Uint8Array(xhr.response || 0);
  if (xhr.status !== 200) throw failure(new TextDecoder().decode(bytes).trim());
  return bytes;
}

function failure(code) {
  return Object.assign(new Error(code), { code });
}

class Files {
  constants = { O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DIRECTORY: 65536 };
  cwd = '/';
  #temp = new Map([['/scratch', this.#newNode(true, 0o777)]]); // path -> node
  #open = new Map(); // descriptor -> {node, path, at, append}
  #numbers = new Map(); // path -> inode number, for os.SameFile
  #next = 3;

  resolve(...parts) {
    let full = this.cwd;
    for (const part of parts) full = part.startsWith('/') ? part : `${full}/${part}`;
    const names = [];
    for (const name of full.split('/')) {
      if (name === '..') names.pop();
      else if (name && name !== '.') names.push(name);
    }
    return `/${names.join('/')}`;
  }

  chdir(dir) {
    const path = this.resolve(dir);
    if (!this.#look(path).dir) throw failure('ENOTDIR');
    this.cwd = path;
  }

  #newNode(dir, mode) {
    return { dir, mode, mtimeMs: Date.now(), data: new Uint8Array(0), size: 0, temp: true };
  }

  #isTemp(path) {
    return path === '/scratch' || path.startsWith('/scratch/');
  }

  /** The node at a path, in memory or on the machine; throws ENOENT. */
  #look(path) {
    if (this.#isTemp(path)) {
      const node = this.#temp.get(path);
      if (!node) throw failure('ENOENT');
      return node;
    }
    return JSON.parse(new TextDecoder().decode(request('GET', `stat?path=${encodeURIComponent(path)}`)));
  }

  /** The directory that a new entry at path goes to must be there, in memory. */
  #checkParent(path) {
    if (!this.#isTemp(path)) throw failure('EROFS');
    const parent = this.#temp.get(path.slice(0, path.lastIndexOf('/')) || '/');
    if (!parent) throw failure('ENOENT');
    if (!parent.dir) throw failure('ENOTDIR');
  }

  #stat(path, node) {
    if (!this.#numbers.has(path)) this.#numbers.set(path, this.#numbers.size + 1);
    const { mode, mtimeMs, size, dir } = node;
    return {
      dev: 1, ino: this.#numbers.get(path), mode: mode | (dir ? 0o040000 : 0o100000), nlink: 1, uid: 0, gid: 0, rdev: 0,
      size, blksize: 4096, blocks: Math.ceil(size / 512), atimeMs: mtimeMs, mtimeMs, ctimeMs: mtimeMs, isDirectory: () => dir,
    };
  }

  #children(path) {
    const names = [];
    for (const other of this.#temp.keys()) {
      if (other.startsWith(`${path}/`) && !other.slice(path.length + 1).includes('/')) names.push(other.slice(path.length + 1));
    }
    return names;
  }

  #file(fd) {
    const file = this.#open.get(fd);
    if (!file) throw failure('EBADF');
    return file;
  }

  #resize(node, size) {
    if (size > node.data.length) {
      const data = new Uint8Array(Math.max(size, 2 * node.data.length));
      data.set(node.data.subarray(0, node.size));
      node.data = data;
    }
    if (size < node.size) node.data.fill(0, size, node.size);
    node.size = size;
    node.mtimeMs = Date.now();
  }

  writeSync(fd, view) {
    request('POST', `write?fd=${fd}`, view.slice()); // a copy: the view may be of shared memory
    return view.length;
  }

  /** What Go calls, without the callback. */
  calls = {
    open: (name, flags, mode) => {
      const path = this.resolve(name);
      const { O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY } = this.constants;
      const writes = flags & (O_WRONLY | O_RDWR);
      let node;
      try {
        node = this.#look(path);
        if (flags & O_CREAT && flags & O_EXCL) throw failure('EEXIST');
      } catch (error) {
        if (error.code !== 'ENOENT' || !(flags & O_CREAT)) throw error;
        this.#checkParent(path);
        this.#temp.set(path, node = this.#newNode(false, mode & 0o777));
      }
      if (writes && !node.temp) throw failure('EROFS');
      if (writes && node.dir) throw failure('EISDIR');
      if (flags & O_DIRECTORY && !node.dir) throw failure('ENOTDIR');
      if (!node.temp && !node.dir) {
        node.data = request('GET', `read?path=${encodeURIComponent(path)}`);
        node.size = node.data.length;
      }
      if (flags & O_TRUNC && writes) this.#resize(node, 0);
      this.#open.set(this.#next, { node, path, at: 0, append: Boolean(flags & O_APPEND), writes: Boolean(writes) });
      return this.#next++;
    },
    close: (fd) => {
      this.#file(fd);
      this.#open.delete(fd);
    },
    read: (fd, buffer, offset, length, position) => {
      if (fd === 0) return 0;
      const file = this.#file(fd);
      if (file.node.dir) throw failure('EISDIR');
      const from = position ?? file.at;
      const bytes = file.node.data.subarray(from, Math.min(from + length, file.node.size));
      buffer.set(bytes, offset);
      if (position === null || position === undefined) file.at += bytes.length;
      return bytes.length;
    },
    write: (fd, buffer, offset, length, position) => {
      const bytes = buffer.subarray(offset, offset + length);
      if (fd === 1 || fd === 2) return this.writeSync(fd, bytes);
      const file = this.#file(fd);
      if (!file.writes) throw failure('EBADF');
      const from = file.append ? file.node.size : position ?? file.at;
      if (from + length > file.node.size) this.#resize(file.node, from + length);
      file.node.data.set(bytes, from);
      if (position === null || position === undefined) file.at = from + length;
      return length;
    },
    fstat: (fd) => {
      if (fd < 3) return this.#stat(`/dev/${fd}`, { dir: false, mode: 0o600, mtimeMs: 0, size: 0 });
      const { path, node } = this.#file(fd);
      return this.#stat(path, node);
    },
    stat: (name) => this.#stat(this.resolve(name), this.#look(this.resolve(name))),
    lstat: (name) => this.calls.stat(name),
    readdir: (name) => {
      const path = this.resolve(name);
      if (!this.#look(path).dir) throw failure('ENOTDIR');
      if (this.#isTemp(path)) return this.#children(path);
      return JSON.parse(new TextDecoder().decode(request('GET', `list?path=${encodeURIComponent(path)}`)));
    },
    mkdir: (name, mode) => {
      const path = this.resolve(name);
      if (this.#temp.has(path)) throw failure('EEXIST');
      this.#checkParent(path);
      this.#temp.set(path, this.#newNode(true, mode & 0o777));
    },
    unlink: (name) => {
      const path = this.resolve(name);
      const node = this.#look(path);
      if (!node.temp) throw failure('EROFS');
      if (node.dir) throw failure('EISDIR');
      this.#temp.delete(path);
    },
    rmdir: (name) => {
      const path = this.resolve(name);
      const node = this.#look(path);
      if (!node.temp) throw failure('EROFS');
      if (!node.dir) throw failure('ENOTDIR');
      if (this.#children(path).length) throw failure('ENOTEMPTY');
      this.#temp.delete(path);
    },
    rename: (from, to) => {
      const [a, b] = [this.resolve(from), this.resolve(to)];
      const node = this.#look(a);
      if (!node.temp) throw failure('EROFS');
      this.#checkParent(b);
      if (this.#temp.get(b)?.dir) throw failure('EEXIST');
      for (const [path, n] of [...this.#temp]) {
        if (path !== a && !path.startsWith(`${a}/`)) continue;
        this.#temp.delete(path);
        this.#temp.set(b + path.slice(a.length), n);
      }
    },
    chmod: (name, mode) => {
      const node = this.#look(this.resolve(name));
      if (!node.temp) throw failure('EROFS');
      node.mode = mode & 0o777;
    },
    fchmod: (fd, mode) => { this.#file(fd).node.mode = mode & 0o777; },
    ftruncate: (fd, length) => {
      const file = this.#file(fd);
      if (!file.writes) throw failure('EINVAL');
      this.#resize(file.node, length);
    },
    truncate: (name, length) => {
      const node = this.#look(this.resolve(name));
      if (!node.temp) throw failure('EROFS');
      this.#resize(node, length);
    },
    utimes: (name, _, mtime) => {
      const node = this.#look(this.resolve(name));
      if (!node.temp) throw failure('EROFS');
      node.mtimeMs = mtime * 1000;
    },
    fsync: () => {},
    readlink: () => { throw failure('EINVAL'); }, // there are no links here
  };
}

const files = new Files();
for (const [name, call] of Object.entries(files.calls)) {
  files[name] = (...args) => {
    const callback = args.pop();
    let result;
    try {
      result = call(...args);
    } catch (error) {
      callback(typeof error.code === 'string' ? error : failure('EIO'));
      return;
    }
    callback(null, result);
  };
}
for (const name of ['chown', 'fchown', 'lchown', 'link', 'symlink']) {
  files[name] = (...args) => args.pop()(failure('ENOSYS'));
}
