import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const LIBS = fileURLToPath(new URL('../../libs/', import.meta.url))

/**
 * What pdf.js asks for by name while it reads some files: the characters of Chinese fonts that a file does not bring along, stand-ins
 * for the standard fonts, decoders of fax and JPEG 2000 pictures. Under its version, because assets never change.
 */
function pdfParts() {
  const named = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
  const { version } = JSON.parse(readFileSync(named, 'utf8'))
  return {
    name: 'pdf-parts',
    generateBundle() {
      for (const folder of ['cmaps', 'standard_fonts', 'wasm']) {
        const from = join(dirname(named), folder)
        for (const name of readdirSync(from).filter((it) => !it.startsWith('LICENSE')))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdfjs-${version}/${folder}/${name}`,
            source: readFileSync(join(from, name)),
          })
      }
    },
  }
}

// Built into dist/apps/web, beside the programs that serve it. Relative addresses: the page also works behind a prefix.
export default defineConfig({
  base: './',
  plugins: [react(), pdfParts()],
  // What an entry is stands in plain files of the house, and nowhere else.
  resolve: {
    alias: [
      { find: /^@pilot-ledger\/([a-z-]+)\/definitions$/, replacement: `${LIBS}$1/src/definitions` },
      { find: '@pilot-ledger/kernel', replacement: `${LIBS}kernel/src` },
    ],
  },
  build: { outDir: '../../dist/apps/web', emptyOutDir: true, chunkSizeWarningLimit: 1500, assetsInlineLimit: 0 },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/openapi.json': 'http://127.0.0.1:3000' } },
})
