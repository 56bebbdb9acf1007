import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Makes the two files that go out of the house: a page, and a program for Node, from the same sources. Run: `node apps/verifier/build.mjs [folder]`. */
const HERE = dirname(fileURLToPath(import.meta.url))
const OUT = process.argv[2] ?? join(HERE, '../../dist/verifier')

/** All that an entry file needs, as one text. */
async function bundled(entry, format) {
  const [{ output }] = await build({
    configFile: false,
    root: HERE,
    logLevel: 'warn',
    build: {
      write: false,
      // Readable by whoever wants to know what he runs.
      minify: false,
      target: 'es2022',
      lib: { entry: join(HERE, entry), formats: [format], name: 'verifier', fileName: 'verifier' },
      rolldownOptions: { external: ['node:fs', 'node:zlib'] },
    },
  })
  return output[0].code
}

mkdirSync(OUT, { recursive: true })
writeFileSync(join(OUT, 'verify-certificate.mjs'), await bundled('src/node/main.ts', 'es'))
const page = await bundled('src/page/main.ts', 'iife')
const [head, tail] = readFileSync(join(HERE, 'index.html'), 'utf8').split('/* the verifier */')
writeFileSync(join(OUT, 'verify-certificate.html'), head + page.replaceAll('</script', '<\\/script') + tail)
