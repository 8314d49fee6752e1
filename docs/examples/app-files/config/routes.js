export const routes = {
  'GET /visits': 'visit/count',
  'GET /report': { action: 'visit/report', policies: ['is-weekday'] },
}
