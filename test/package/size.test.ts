/** n8n sends the description of every node to every editor that opens; `npm run size` tells the figures. */
import { nodes } from './nodes';

const MOST_BYTES = 300_000;

it.each(nodes.map(({ className, made }) => [className, made.description]))(
	'the description of %s stays small',
	(_, description) => {
		expect(Buffer.byteLength(JSON.stringify(description))).toBeLessThanOrEqual(MOST_BYTES);
	},
);
