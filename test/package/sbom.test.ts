/** The software bill of materials (CycloneDX) names the package and what is bundled into it. */
import { describe, expect, it } from 'vitest';
import { sbom } from '../../scripts/sbom.js';

describe('npm run sbom', () => {
  const bom = sbom();

  it('is CycloneDX of this package', () => {
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'sim800-protocol' } } });
  });

  it('lists what is bundled, with version and package URL, and nothing that only builds it', () => {
    expect(bom.components.map(({ name }) => name).sort()).toEqual(['commander', 'moo', 'nearley', 'picocolors']);
    for (const { name, version, purl } of bom.components) expect(purl).toBe(`pkg:npm/${name}@${version}`);
  });

  it('says that the package holds them', () => {
    const refs = bom.components.map((component) => component['bom-ref']);
    expect(bom.dependencies[0]).toEqual({ ref: bom.metadata.component['bom-ref'], dependsOn: refs });
  });
});
