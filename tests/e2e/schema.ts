// The schema of the files that Gloss writes.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ajv = new Ajv.default({ strict: false, allErrors: true });
formats.default(ajv);
const schema = readFileSync(new URL('../../www/gloss.schema.json', import.meta.url), 'utf8');

/** Whether a file is as the schema says; what is wrong with it is in its `errors`. */
export const valid = ajv.compile(JSON.parse(schema));
