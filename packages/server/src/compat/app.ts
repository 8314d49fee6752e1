// Stands for `sails/lib/app`: the constructor alone, without the shared app.
import { Sails } from '../app/sails.ts'

export { Sails, Sails as 'module.exports' }
