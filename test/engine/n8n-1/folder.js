/** Where the engine of n8n 1 is, or will be, installed: another folder for each lock file. */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const lock = readFileSync(join(__dirname, 'package-lock.json'));
const key = createHash('sha256').update(lock).digest('hex').slice(0, 16);

module.exports = resolve(__dirname, '../../../.cache', `n8n-1-${key}`);
