/**
 * What the tests use of playwright-core. The package lies beside n8n (`n8n/node_modules`), which a type check must not
 * need; jest.n8n.config.js leads the import there.
 */
declare module 'playwright-core' {
	interface Box {
		x: number;
		y: number;
		width: number;
		height: number;
	}

	interface Finder {
		getByLabel(text: string): Locator;
		getByPlaceholder(text: string | RegExp, options?: { exact?: boolean }): Locator;
		getByText(text: string | RegExp, options?: { exact?: boolean }): Locator;
		locator(selector: string): Locator;
	}

	export interface Locator extends Finder {
		all(): Promise<Locator[]>;
		boundingBox(): Promise<Box | null>;
		click(options?: { timeout?: number }): Promise<void>;
		count(): Promise<number>;
		dblclick(): Promise<void>;
		fill(text: string): Promise<void>;
		filter(options: { hasText: string | RegExp }): Locator;
		first(): Locator;
		last(): Locator;
		or(other: Locator): Locator;
		scrollIntoViewIfNeeded(): Promise<void>;
		waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>;
	}

	export interface Page extends Finder {
		evaluate(script: string): Promise<unknown>;
		goto(address: string, options?: { waitUntil?: 'load' }): Promise<unknown>;
		keyboard: { press(key: string): Promise<void> };
		mouse: {
			down(): Promise<void>;
			move(x: number, y: number, options?: { steps?: number }): Promise<void>;
			up(): Promise<void>;
		};
		screenshot(options: { path: string; animations?: 'disabled' }): Promise<unknown>;
		setDefaultTimeout(ms: number): void;
		waitForResponse(address: RegExp): Promise<unknown>;
		waitForTimeout(ms: number): Promise<void>;
	}

	interface Context {
		addCookies(cookies: Array<{ name: string; value: string; url: string }>): Promise<void>;
		addInitScript(script: string): Promise<void>;
		newPage(): Promise<Page>;
	}

	export interface Browser {
		close(): Promise<void>;
		newContext(options: {
			viewport: { width: number; height: number };
			colorScheme: 'light' | 'dark';
		}): Promise<Context>;
	}

	export const chromium: {
		launch(options: { executablePath: string; args: string[] }): Promise<Browser>;
	};
}
