/** The package in n8n's queue mode: `npm run test:queue`. Each file starts the processes it needs. */
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/queue/**/*.test.ts'],
	testPathIgnorePatterns: [],
	testTimeout: 300_000,
	maxWorkers: 1,
	// A test that fails half-way may leave a server open; the run must end all the same.
	forceExit: true,
};
