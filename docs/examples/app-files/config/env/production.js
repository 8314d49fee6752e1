export const custom = { hourlyRate: 90 }
