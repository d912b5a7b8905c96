package org.layerlab.page;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

    /** A package that is new is a page's until it is named here. */
    @Test
    void workersKnowNoPage() {
        noClasses()
                .that()
                .resideInAnyPackage("org.layerlab.page.*.worker", "org.layerlab.page.training")
                .should()
                .dependOnClassesThat(resideInAPackage("org.layerlab.page..")
                        .and(not(resideInAnyPackage(
                                "org.layerlab.page.*.worker",
                                "org.layerlab.page.training",
                                "org.layerlab.page.message",
                                "org.layerlab.page.settings",
                                "org.layerlab.page.kernels",
                                "org.layerlab.page.gpu",
                                "org.layerlab.page.files",
                                "org.layerlab.page.browser"))))
                .check(PAGE);
    }
}
