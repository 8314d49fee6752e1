import { defineConfig } from 'halyard'

export default defineConfig({
  paths: {
    // Files of this folder are served as they are.
    public: 'assets',
  },
})
