import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const LIBS = fileURLToPath(new URL('../../libs/', import.meta.url))

// Built into dist/apps/web, beside the programs that serve it. Relative addresses: the page also works behind a prefix.
export default defineConfig({
  base: './',
  plugins: [react()],
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
