/** The package in a real n8n: `npm run test:n8n`. One n8n serves all files, one after another. */
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/n8n/**/*.test.ts'],
	testPathIgnorePatterns: [],
	globalSetup: '<rootDir>/test/n8n/support/start.ts',
	globalTeardown: '<rootDir>/test/n8n/support/stop.ts',
	// The browser's driver lies beside n8n, where alone it is needed.
	moduleNameMapper: { '^playwright-core$': '<rootDir>/n8n/node_modules/playwright-core' },
	testTimeout: 120_000,
	maxWorkers: 1,
	// A test that fails half-way may leave a server open; the run must end all the same.
	forceExit: true,
};
