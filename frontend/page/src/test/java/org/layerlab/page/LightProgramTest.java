package org.layerlab.page;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.layerlab.network.file.ParameterFile;
import org.layerlab.network.text.Utf8;
import org.layerlab.page.browser.NumberFormat;
import org.layerlab.page.lab.worker.LabWorker;

/** What one careless call would bring into every page's program, which a browser has to load. */
class LightProgramTest {
    private static final JavaClasses PROGRAMS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.layerlab.page", "org.layerlab.network");

    /** 30 KB, a sixth of a program. */
    @Test
    void noRegularExpressions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .orShould()
                .callMethodWhere(calls(String.class, "split|matches|replaceAll|replaceFirst"))
                .check(PROGRAMS);
    }

    /** 4 KB: TeaVM's streams. The lab's page has room for them, and the JVM alone runs the contracts. */
    @Test
    void noStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..page.lab..", "..network.check..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.stream..")
                .check(PROGRAMS);
    }

    /** The table of what kind each character of Unicode is: 3.5 KB. */
    @Test
    void nothingAsksUnicodeWhatACharacterIs() {
        noClasses()
                .should()
                .callMethodWhere(calls(
                        Character.class,
                        "is(Letter|Digit|Alphabetic|Space|White|Upper|Lower|Java|Unicode).*"
                                + "|digit|getNumericValue|getType"))
                .orShould()
                .callMethodWhere(calls(String.class, "strip.*|isBlank"))
                .check(PROGRAMS);
    }

    /** 1 KB: the cases of all scripts. Photos' names have them, what the playground reads has not. */
    @Test
    void thePlaygroundAsksNothingAboutCases() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..page.play..",
                        "..page.settings..",
                        "..network.choice..",
                        "..network.training..",
                        "..network.doctor..")
                .should()
                .callMethodWhere(calls(String.class, "equalsIgnoreCase|compareToIgnoreCase|to(Lower|Upper)Case"))
                .check(PROGRAMS);
    }

    /** 1.3 KB: the same cases again, and how Java writes a float. */
    @Test
    void nothingReadsABooleanOrWritesAFloat() {
        noClasses()
                .that()
                // Which asks the browser, except in tests.
                .areNotAssignableTo(NumberFormat.class)
                .should()
                .callMethodWhere(calls(Boolean.class, "parseBoolean"))
                .orShould()
                .callMethodWhere(calls(Float.class, "toString"))
                .orShould()
                .callMethodWhere(writesAFloat())
                .check(PROGRAMS);
    }

    /** 4 KB. Texts are UTF-8, which {@link Utf8} knows; headers of NumPy's arrays alone are not, and the lab reads those. */
    @Test
    void noCharsets() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.layerlab.network.file.Npy")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.charset..")
                .check(PROGRAMS);
    }

    /** 9 KB: what unpacks archives. Other workers get safetensors, from the server or from the lab's. */
    @Test
    void onlyTheLabReadsArchives() {
        noClasses()
                .that()
                .resideInAPackage("org.layerlab.page..")
                .and()
                .doNotBelongToAnyOf(LabWorker.class)
                .should()
                .callMethodWhere(calls(ParameterFile.class, "read|toNpz"))
                .check(PROGRAMS);
    }

    /** Of {@code String.valueOf}, {@code StringBuilder.append} and the like. */
    private static DescribedPredicate<JavaCall<?>> writesAFloat() {
        return target(owner(assignableTo(CharSequence.class))).and(target(rawParameterTypes(float.class)));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String names) {
        return target(owner(equivalentTo(type))).and(target(nameMatching(names)));
    }
}
