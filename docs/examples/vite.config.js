import { defineConfig } from 'vite'

const app = 'http://localhost:1337'

export default defineConfig({
  root: 'client',
  build: { outDir: '../.tmp/public', emptyOutDir: true },
  server: {
    proxy: {
      '/api': app,
      '/__getcookie': app,
      '/socket.io': { target: app, ws: true },
    },
  },
})
