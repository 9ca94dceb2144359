// Names of files as the build wrote them: a hash in each name, so that no cache mixes two versions.

export const manifest = read();

function read() {
  try {
    return { files: {}, ...JSON.parse(document.getElementById('build').textContent) };
  } catch {
    return { files: {} };
  }
}

export const build = manifest.build || '';

/** The address of a file by its plain name, relative to the page. */
export function asset(name) {
  const { files } = manifest;
  return files[name] || name;
}
