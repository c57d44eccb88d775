/** The package in the oldest n8n that we claim: `npm run test:oldest`. What needs no browser and no example. */
const FILES = ['lookups', 'package', 'restart', 'runs', 'trigger'];

/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.n8n.config.js'),
	testMatch: FILES.map((name) => `<rootDir>/test/n8n/${name}.test.ts`),
};
