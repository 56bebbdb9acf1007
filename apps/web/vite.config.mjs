import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Built into dist/apps/web, beside the programs that serve it. Relative addresses: the page also works behind a prefix.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: '../../dist/apps/web', emptyOutDir: true, chunkSizeWarningLimit: 1500, assetsInlineLimit: 0 },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/openapi.json': 'http://127.0.0.1:3000' } },
})
