package org.layerlab.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PageStructureTest {
    private static final JavaClasses PAGE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.layerlab.page");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.layerlab.(**)").should().beFreeOfCycles().check(PAGE);
    }

    @Test
    void workersKnowNoPage() {
        noClasses()
                .that()
                .resideInAnyPackage("org.layerlab.page.*.worker", "org.layerlab.page.training")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.layerlab.page",
                        "org.layerlab.page.play",
                        "org.layerlab.page.photos",
                        "org.layerlab.page.photos.classify",
                        "org.layerlab.page.photos.train",
                        "org.layerlab.page.photos.classes",
                        "org.layerlab.page.inside",
                        "org.layerlab.page.models",
                        "org.layerlab.page.learn",
                        "org.layerlab.page.live",
                        "org.layerlab.page.lab",
                        "org.layerlab.page.parts")
                .check(PAGE);
    }
}
