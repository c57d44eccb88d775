/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// Types are checked by `npm run typecheck`; here each file is only translated (isolatedModules in tsconfig.json).
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
	// The built package holds a second package.json-less copy of every module; tests read the sources.
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/'],
	maxWorkers: 2,
};
