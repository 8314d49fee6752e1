export { createFromWords } from './create-from-words.ts'
export { CREATE_OPTIONS } from './create-words.ts'
export { CreateError } from './errors.ts'
