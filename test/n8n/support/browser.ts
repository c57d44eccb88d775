/** n8n's editor in Debian's Chromium, logged in. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

import { ROOT } from '../../../scripts/n8n/places';
import { BROWSER_ID, type Rest } from '../../../scripts/n8n/rest';

/** A place in the window, in pixels from its upper left corner. */
interface Point {
	x: number;
	y: number;
}

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
	'--no-sandbox',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const SIZE = { width: 1500, height: 950 };
/** Of the canvas, where the pointer hovers over nothing. */
const EMPTY_PLACE: Point = { x: 60, y: 600 };
const DRAG_STEPS = 8;
const CHOOSE_TRIES = 4;
/** The documentation has copies: N8N_PICTURES=docs/images renews them. */
const PICTURES = join(ROOT, process.env.N8N_PICTURES ?? join('out', 'images'));

/** Boxes without content that the code editor of each expression leaves at the edge of the window. */
const HIDE_EMPTY_BOXES = `
	for (const box of document.querySelectorAll('.app-grid > div > div'))
		if (box.className.includes('\u037c')) box.style.visibility = 'hidden';
`;
/** n8n's invitations to try something, which would hide what is below. */
const KNOWN_ALREADY = ['N8N_PIN_DATA_DISCOVERY_NDV', 'N8N_PIN_DATA_DISCOVERY_CANVAS'];

export interface Editor {
	page: Page;
	open(path: string): Promise<void>;
	/** Opens a workflow with what its last run gave, as after "Execute workflow". */
	workflow(id: string): Promise<void>;
	/** Presses "Execute workflow" and waits until it has succeeded. */
	execute(): Promise<void>;
	/** Opens the panel of a node on the canvas. */
	panel(node: string): Promise<void>;
	closePanel(): Promise<void>;
	/** Shows the output in this way. */
	outputAs(view: 'schema' | 'table' | 'json'): Promise<void>;
	/** Opens a list and takes an entry of it; again if n8n, busy with something else, has closed it. */
	choose(list: Locator, entry: string): Promise<void>;
	/** Holds the mouse down on something and lets it go elsewhere, as a hand does. */
	drag(from: Locator, to: Locator | Point): Promise<void>;
	/** Closes n8n's messages, which would hide what is below. */
	hideToasts(): Promise<void>;
	/** A picture for the documentation, once nothing moves any more. */
	picture(name: string): Promise<void>;
	close(): Promise<void>;
}

export async function openEditor(rest: Rest): Promise<Editor> {
	if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is missing: apt-get install chromium`);
	const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
	const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
	await context.addCookies([{ ...rest.session, url: rest.url }]);
	// n8n binds a session to the browser that opened it; ours opened it over REST.
	const stored = {
		'n8n-browserId': BROWSER_ID,
		...Object.fromEntries(KNOWN_ALREADY.map((key) => [key, 'true'])),
	};
	await context.addInitScript(`Object.assign(localStorage, ${JSON.stringify(stored)})`);
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	const hideToasts = async () => {
		for (const toast of await page.locator('.el-notification__closeBtn').all())
			await toast.click({ timeout: 2000 }).catch(() => undefined);
	};
	return {
		page,
		open: async (path) => {
			await page.goto(`${rest.url}${path}`, { waitUntil: 'load' });
		},
		workflow: async (id) => {
			await page.goto(`${rest.url}/workflow/${id}`, { waitUntil: 'load' });
			await page.locator('[data-test-id="canvas-node"]').first().waitFor();
			await page.mouse.move(EMPTY_PLACE.x, EMPTY_PLACE.y);
			await page.waitForTimeout(1500);
		},
		execute: async () => {
			await page.locator('[data-test-id^="execute-workflow-button"]').last().click();
			await page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
			await hideToasts();
		},
		panel: async (node) => {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
			await page.locator('[data-test-id="ndv"]').first().waitFor();
		},
		closePanel: async () => {
			await page.keyboard.press('Escape');
			await page.locator('[data-test-id="ndv"]').first().waitFor({ state: 'hidden' });
		},
		outputAs: async (view) => {
			const output = page.locator('[data-test-id="output-panel"]');
			await output.locator(`[data-test-id="radio-button-${view}"]`).click();
		},
		choose: async (list, entry) => {
			const entries = page.locator('.el-select-dropdown__item:visible');
			for (let tries = 1; ; tries += 1) {
				await list.click();
				try {
					return await entries.getByText(entry, { exact: true }).click({ timeout: 5000 });
				} catch (error) {
					if (tries === CHOOSE_TRIES) throw error;
				}
			}
		},
		drag: async (from, to) => {
			await from.scrollIntoViewIfNeeded();
			const [start, end] = [await middleOf(from), 'x' in to ? to : await middleOf(to)];
			await page.mouse.move(start.x, start.y);
			await page.mouse.down();
			await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: DRAG_STEPS });
			await page.mouse.move(end.x, end.y, { steps: DRAG_STEPS });
			await page.mouse.up();
		},
		hideToasts,
		picture: async (name) => {
			await page.evaluate(HIDE_EMPTY_BOXES);
			await page.waitForTimeout(700);
			mkdirSync(PICTURES, { recursive: true });
			await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
		},
		close: async () => await browser.close(),
	};
}

async function middleOf(locator: Locator): Promise<Point> {
	const box = await locator.boundingBox();
	if (box === null) throw new Error(`${locator} is not to be seen`);
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
