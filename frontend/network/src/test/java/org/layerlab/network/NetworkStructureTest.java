package org.layerlab.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkStructureTest {
    private static final JavaClasses NETWORK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.layerlab.network");

    @Test
    void theNetworkSeesNoBrowserServerFileSystemClockOrThread() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.teavm..",
                        "io.vertx..",
                        "java.nio.file..",
                        "java.net..",
                        "java.time..",
                        "java.util.concurrent..",
                        "java.awt..",
                        "javax..",
                        "org.layerlab.page..",
                        "org.layerlab.backend..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccess|Console|Object).*")
                .check(NETWORK);
    }

    @Test
    void theNetworkUsesNoneOfTheJvmsRandomness() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(Random|SplittableRandom|UUID)|java\\.lang\\.ProcessHandle.*")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.random..", "java.security..")
                .orShould()
                .callMethod(Collections.class, "shuffle", List.class)
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(NETWORK);
    }

    @Test
    void matricesDependOnChoicesAndFunctionsAlone() {
        classes()
                .that()
                .resideInAPackage("..matrix..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.layerlab.network.matrix..",
                        "org.layerlab.network.choice..",
                        "org.layerlab.network.function..",
                        "java.lang..",
                        "java.util..",
                        "org.jspecify..")
                .check(NETWORK);
    }

    @Test
    void onlyKernelsTouchElements() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..matrix..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*(DoubleMatrix|FloatMatrix)")
                .check(NETWORK);
    }

    @Test
    void filesAreReadByNobodyWhoComputes() {
        noClasses()
                .that()
                .resideInAnyPackage("..layer..", "..training..", "..verdict..", "..matrix..", "..data..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..file..", "..check..")
                .check(NETWORK);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.layerlab.network.(*)..")
                .should()
                .beFreeOfCycles()
                .check(NETWORK);
    }
}
