package lungo.lib;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What ARCHITECTURE.md says of the library's packages. */
@AnalyzeClasses(packages = "lungo.lib", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles =
            slices().matching("lungo.lib.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ofTheKernelOnlyTheApiIsSeen = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "lungo.kernel",
                    "lungo.kernel.execution..",
                    "lungo.kernel.messages..",
                    "lungo.kernel.channels..",
                    "lungo.kernel.magics..");

    @ArchTest
    static final ArchRule onlyDisplayKnowsThatThereIsAKernel = noClasses()
            .that()
            .resideOutsideOfPackage("lungo.lib.display")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("lungo.kernel..");

    @ArchTest
    static final ArchRule chartsAreDrawnInPlotOnly = noClasses()
            .that()
            .resideOutsideOfPackage("lungo.lib.plot")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jfree..", "org.apache.batik..");

    @ArchTest
    static final ArchRule networksKnowNothingOfPlots = classes()
            .that()
            .resideInAPackage("lungo.lib.nn")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "ai.djl..", "lungo.lib.nn");
}
