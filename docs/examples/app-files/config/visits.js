// Settings of a hook stand under its name; those of your own under `custom`.
export const visits = { startAt: 100 }

export const custom = { title: 'Example', hourlyRate: 20 }
