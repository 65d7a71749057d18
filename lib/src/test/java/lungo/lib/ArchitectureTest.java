package lungo.lib;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md says of the library's packages; rules as test methods, since Surefire passes over those that are fields. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lungo.lib");

    @Test
    void packagesSeeOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("display")
                .definedBy("lungo.lib.display")
                .layer("plot")
                .definedBy("lungo.lib.plot")
                .layer("progress")
                .definedBy("lungo.lib.progress")
                .layer("data")
                .definedBy("lungo.lib.data")
                .layer("nn")
                .definedBy("lungo.lib.nn")
                .layer("train")
                .definedBy("lungo.lib.train")
                .whereLayer("train")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("plot")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("nn")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("progress")
                .mayOnlyBeAccessedByLayers("data", "train")
                .whereLayer("display")
                .mayOnlyBeAccessedByLayers("plot", "progress", "data", "train")
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("lungo.lib.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void ofTheKernelOnlyTheApiIsSeen() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "lungo.kernel",
                        "lungo.kernel.execution..",
                        "lungo.kernel.messages..",
                        "lungo.kernel.channels..",
                        "lungo.kernel.magics..")
                .check(CLASSES);
    }

    @Test
    void onlyDisplayKnowsThatThereIsAKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lungo.lib.display")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lungo.kernel..")
                .check(CLASSES);
    }

    @Test
    void chartsAreDrawnInPlotOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lungo.lib.plot")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jfree..", "org.apache.batik..")
                .check(CLASSES);
    }

    @Test
    void networksKnowNothingOfPlots() {
        classes()
                .that()
                .resideInAPackage("lungo.lib.nn")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "ai.djl..", "lungo.lib.nn")
                .check(CLASSES);
    }
}
