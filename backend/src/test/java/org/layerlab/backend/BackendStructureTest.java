package org.layerlab.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(packages = "org.layerlab", importOptions = DoNotIncludeTests.class)
class BackendStructureTest {
    @ArchTest
    static final ArchRule storesDoNotKnowTheServer = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.layerlab.backend.store..", "org.layerlab.backend.dataset..", "org.layerlab.backend.photo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "org.layerlab.backend.server..");

    /** Its classes are loaded where a bucket is named, and nowhere else. */
    @ArchTest
    static final ArchRule amazonsClientStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("org.layerlab.backend.bucket..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule theNetworkDoesNotKnowTheBackend = noClasses()
            .that()
            .resideInAPackage("org.layerlab.network..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.layerlab.backend..");

    @ArchTest
    static final ArchRule oneJsonLibrary = noClasses()
            .that()
            .resideInAPackage("org.layerlab.backend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.json..", "com.fasterxml.jackson..")
            .because("the network's JSON library, minimal-json, is the one of the backend too");

    /** The root package is a slice as well. */
    @ArchTest
    static final ArchRule backendPackagesHaveNoCycles =
            slices().matching("org.layerlab.(**)").should().beFreeOfCycles();
}
