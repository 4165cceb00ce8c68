/** The software bill of materials (CycloneDX) names the package and what is bundled into it. */
import { describe, expect, it } from 'vitest';
import { sbom } from '../../scripts/sbom.js';

describe('npm run sbom', () => {
  const bom = sbom();

  it('is CycloneDX of this package', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'sim800-protocol' } } });
  });

  it('lists what is bundled, with version and package URL, and nothing that only builds it', () => {
    const names = bom.components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['commander', 'fzstd', 'moo', 'nearley', 'picocolors', 'uplot']));
    for (const builder of ['esbuild', 'tsup', 'typescript', 'vitest']) expect(names).not.toContain(builder);
    for (const { name, version, purl } of bom.components)
      expect(decodeURIComponent(purl)).toBe(`pkg:npm/${name}@${version}`);
  });

  it('says that the package holds them', () => {
    const refs = bom.components.map((component) => component['bom-ref']);
    expect(bom.dependencies[0]).toEqual({ ref: bom.metadata.component['bom-ref'], dependsOn: refs });
  });
});
