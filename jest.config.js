/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// The package in a real n8n has configurations of its own: jest.n8n.config.js, jest.queue.config.js.
	testPathIgnorePatterns: ['<rootDir>/test/n8n/', '<rootDir>/test/queue/'],
	// Types are checked by `npm run typecheck`; here each file is only translated (isolatedModules in tsconfig.json).
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
	// The built package holds a second package.json-less copy of every module; tests read the sources.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/'],
	// A busy machine is no reason to fail; what takes long by design says so itself.
	testTimeout: 30_000,
	maxWorkers: 2,
};
