/** Files of this folder are served as they are. */
export const paths = { public: 'assets' }
