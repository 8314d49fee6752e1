export const DRINKS = ['coffee', 'tea'] as const

/** Votes by drink. They live as long as the app does; a model keeps them for longer. */
export const poll = { coffee: 0, tea: 0 }
