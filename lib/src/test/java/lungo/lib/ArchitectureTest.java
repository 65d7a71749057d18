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
                .withOptionalLayers(true)
                .layer("display")
                .definedBy("lungo.lib.display")
                .layer("plot")
                .definedBy("lungo.lib.plot")
                .layer("progress")
                .definedBy("lungo.lib.progress")
                .layer("script")
                .definedBy("lungo.lib.script")
                .layer("memory")
                .definedBy("lungo.lib.memory")
                .layer("device")
                .definedBy("lungo.lib.device")
                .layer("nn")
                .definedBy("lungo.lib.nn")
                .layer("optim")
                .definedBy("lungo.lib.optim")
                .layer("metrics")
                .definedBy("lungo.lib.metrics")
                .layer("transforms")
                .definedBy("lungo.lib.transforms")
                .layer("data")
                .definedBy("lungo.lib.data")
                .layer("compile")
                .definedBy("lungo.lib.compile")
                .layer("train")
                .definedBy("lungo.lib.train")
                .layer("inspect")
                .definedBy("lungo.lib.inspect")
                .layer("board")
                .definedBy("lungo.lib.board")
                .layer("models")
                .definedBy("lungo.lib.models")
                .layer("course")
                .definedBy("lungo.lib.course")
                .whereLayer("display")
                .mayOnlyBeAccessedByLayers("plot", "progress", "data", "train", "inspect", "board", "memory", "course")
                .whereLayer("plot")
                .mayOnlyBeAccessedByLayers("train", "inspect", "board", "data")
                .whereLayer("progress")
                .mayOnlyBeAccessedByLayers("data", "train")
                .whereLayer("script")
                .mayOnlyBeAccessedByLayers(
                        "nn", "optim", "metrics", "transforms", "compile", "data", "train", "inspect")
                .whereLayer("memory")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("device")
                .mayOnlyBeAccessedByLayers("data", "train", "inspect", "board")
                .whereLayer("nn")
                .mayOnlyBeAccessedByLayers(
                        "optim", "metrics", "transforms", "compile", "data", "train", "inspect", "board", "models")
                .whereLayer("optim")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("transforms")
                .mayOnlyBeAccessedByLayers("data")
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers("train", "inspect")
                .whereLayer("compile")
                .mayOnlyBeAccessedByLayers("train")
                .whereLayer("train")
                .mayOnlyBeAccessedByLayers("inspect", "board")
                .whereLayer("inspect")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("board")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("models")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("course")
                .mayNotBeAccessedByAnyLayer()
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
                .resideInAnyPackage(
                        "java..", "ai.djl..", "com.google.gson.stream..", "lungo.lib.nn", "lungo.lib.script")
                .check(CLASSES);
    }
}
