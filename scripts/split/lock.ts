/** The lockfile of a part: the same packages in the same versions as here, without those it does not need. */
import type { Manifest } from './parts';

interface Entry {
	[key: string]: unknown;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

export interface Lock {
	name: string;
	version: string;
	lockfileVersion: number;
	requires: boolean;
	packages: Record<string, Entry>;
}

/** What npm installs for a package. Peers that are optional are installed only if another asks for them. */
function needs(entry: Entry): string[] {
	const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry;
	const peers = Object.keys(peerDependencies).filter(
		(name) => entry.peerDependenciesMeta?.[name]?.optional !== true,
	);
	return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/** Where Node finds a package from a place in `node_modules`: the nearest folder on the way up that has it. */
function find(packages: Lock['packages'], from: string, name: string): string | undefined {
	for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
		const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
		if (place in packages) return place;
		if (at === '') return undefined;
	}
}

/**
 * Takes from a lockfile what a manifest needs.
 *
 * @param lock the lockfile of the whole package
 * @param manifest the part's, with development and peer dependencies that are some of the whole package's
 */
export function pruneLock(lock: Lock, manifest: Manifest): Lock {
	const { name, version, license, engines, devDependencies, peerDependencies } = manifest;
	const wanted = new Set<string>();
	const follow = (from: string, names: string[]) => {
		for (const one of names) {
			const place = find(lock.packages, from, one);
			if (place === undefined || wanted.has(place)) continue;
			wanted.add(place);
			follow(place, needs(lock.packages[place]));
		}
	};
	follow('', Object.keys({ ...devDependencies, ...(peerDependencies as object) }));
	const kept = Object.entries(lock.packages).filter(([place]) => wanted.has(place));
	const root = { name, version, license, devDependencies, engines, peerDependencies };
	return {
		name,
		version,
		lockfileVersion: lock.lockfileVersion,
		requires: lock.requires,
		packages: { '': root as Entry, ...Object.fromEntries(kept) },
	};
}
