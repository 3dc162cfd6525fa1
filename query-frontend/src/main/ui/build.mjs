// Builds the pages: `node build.mjs WORK OUT`. WORK is a folder for what is kept between builds, OUT
// the package folder in the jar's classes. Installs packages when the lock file changed, and does
// nothing when nothing did. Types and unit tests stop the build like anything else that is wrong.
import {execFileSync, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {constants, gzipSync} from 'node:zlib';

const home = dirname(fileURLToPath(import.meta.url));
const [work, out] = process.argv.slice(2).map((folder) => resolve(folder));
const BUDGET_BYTES = 200_000;

if (Number(process.versions.node.split('.')[0]) < 18) {
  fail(`needs Node.js 18 or newer, and this is ${process.version}: install a newer one`);
}
const stamp = join(work, 'stamp');
install();
const sources = digest();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources && existsSync(join(out, 'assets.list'))) {
  process.exit(0);
}
mkdirSync(work, {recursive: true});
rmSync(stamp, {force: true});
const {build} = await import(pathToFileURL(join(home, 'node_modules/esbuild/lib/main.js')).href);
await Promise.all([typesAreRight(), bundle(), test()]);
writeFileSync(stamp, sources);

function fail(message) {
  console.error(`ui: ${message}`);
  process.exit(1);
}

function install() {
  const lock = readFileSync(join(home, 'package-lock.json'));
  const installed = join(home, 'node_modules', '.installed');
  if (existsSync(installed) && readFileSync(installed).equals(lock)) {
    return;
  }
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {cwd: home, stdio: 'inherit'});
  } catch (error) {
    fail(`npm could not install what package-lock.json names (${error.message})`);
  }
  writeFileSync(installed, lock);
}

function files(folder) {
  return readdirSync(folder, {withFileTypes: true}).flatMap((entry) =>
    entry.name === 'node_modules' ? [] : entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function digest() {
  const hash = createHash('sha256');
  for (const file of files(home).sort()) {
    hash.update(`${relative(home, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function run(program, args) {
  return new Promise((done) => {
    const child = spawn(program, args, {cwd: home, stdio: ['ignore', 'pipe', 'pipe']});
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.stderr.on('data', (data) => (text += data));
    child.on('error', (error) => fail(`${program}: ${error.message}`));
    child.on('close', (code) => (code === 0 ? done() : fail(`${basename(args[0] ?? program)} failed\n${text}`)));
  });
}

function typesAreRight() {
  return run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', '.']);
}

async function bundle() {
  const {outputFiles, metafile} = await build({
    absWorkingDir: home,
    entryPoints: {app: 'src/app.tsx', style: 'src/style/style.css'},
    outdir: 'assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    define: {'process.env.NODE_ENV': '"production"'},
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  const assets = join(out, 'assets');
  rmSync(assets, {recursive: true, force: true});
  mkdirSync(assets, {recursive: true});
  const sizes = new Map();
  for (const {path, contents} of outputFiles) {
    const name = basename(path);
    const packed = gzipSync(contents, {level: constants.Z_BEST_COMPRESSION});
    writeFileSync(join(assets, name), contents);
    writeFileSync(join(assets, `${name}.gz`), packed);
    sizes.set(name, packed.length);
  }
  const names = [...sizes.keys()].sort();
  const entry = (start, end) => names.find((name) => name.startsWith(start) && name.endsWith(end));
  const page = readFileSync(join(home, 'src/index.html'), 'utf8')
    .replace('app.js', entry('app-', '.js'))
    .replace('style.css', entry('style-', '.css'));
  writeFileSync(join(out, 'index.html'), page);
  writeFileSync(join(out, 'assets.list'), names.join('\n'));
  weigh(metafile.outputs, sizes, entry('app-', '.js'), entry('style-', '.css'));
}

/** What each page loads in all, gzipped; the largest has to keep within the budget. */
function weigh(outputs, sizes, app, style) {
  const imports = new Map(Object.entries(outputs).map(([path, {imports}]) => [basename(path), imports]));
  const closure = (name, found) => {
    found.add(name);
    for (const {path, kind} of imports.get(name)) {
      if (kind === 'import-statement' && !found.has(basename(path))) {
        closure(basename(path), found);
      }
    }
    return found;
  };
  const lazy = new Set([...imports.values()].flat().filter(({kind}) => kind === 'dynamic-import').map(({path}) => basename(path)));
  const pages = [...lazy].map((name) => [...closure(name, closure(app, new Set([style])))].reduce((sum, each) => sum + sizes.get(each), 0));
  const most = Math.max(...pages);
  const all = [...sizes.values()].reduce((sum, each) => sum + each, 0);
  console.log(`ui: ${sizes.size} files, ${all} bytes gzipped, the largest page ${most}`);
  if (most > BUDGET_BYTES) {
    fail(`a page loads ${most} bytes gzipped, more than the ${BUDGET_BYTES} it may`);
  }
}

async function test() {
  const folder = join(work, 'test');
  rmSync(folder, {recursive: true, force: true});
  const tests = files(join(home, 'test')).filter((file) => /\.test\.tsx?$/.test(file));
  await build({
    absWorkingDir: home,
    entryPoints: tests,
    outdir: folder,
    outbase: 'test',
    outExtension: {'.js': '.mjs'},
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await run(process.execPath, ['--test', ...files(folder)]);
}
