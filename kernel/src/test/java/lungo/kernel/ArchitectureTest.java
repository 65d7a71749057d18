package lungo.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What ARCHITECTURE.md says of the kernel's packages. */
@AnalyzeClasses(packages = "lungo.kernel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesSeeOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("kernel")
            .definedBy("lungo.kernel")
            .layer("channels")
            .definedBy("..channels")
            .layer("connection")
            .definedBy("..connection")
            .layer("messages")
            .definedBy("..messages")
            .layer("magics")
            .definedBy("..magics")
            .layer("dependencies")
            .definedBy("..dependencies")
            .layer("execution")
            .definedBy("..execution")
            .layer("display")
            .definedBy("..display")
            .layer("kernelspec")
            .definedBy("..kernelspec")
            .whereLayer("kernel")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("channels")
            .mayOnlyBeAccessedByLayers("kernel")
            .whereLayer("connection")
            .mayOnlyBeAccessedByLayers("kernel", "channels")
            .whereLayer("messages")
            .mayOnlyBeAccessedByLayers("kernel", "channels")
            .whereLayer("magics")
            .mayOnlyBeAccessedByLayers("kernel")
            .whereLayer("dependencies")
            .mayOnlyBeAccessedByLayers("kernel", "magics")
            .whereLayer("execution")
            .mayOnlyBeAccessedByLayers("kernel")
            .whereLayer("display")
            .mayOnlyBeAccessedByLayers("kernel", "messages", "magics")
            .whereLayer("kernelspec")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("lungo.kernel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule zeroMqStaysInChannels = onlyIn("org.zeromq..", "..channels");

    @ArchTest
    static final ArchRule jsonStaysWhereTextIsJson =
            onlyIn("com.google.gson..", "..messages", "..connection", "..kernelspec", "..magics", "lungo.kernel");

    @ArchTest
    static final ArchRule mimaStaysInDependencies = onlyIn("eu.maveniverse..", "..dependencies");

    @ArchTest
    static final ArchRule theResolverStaysInDependencies = onlyIn("org.eclipse.aether..", "..dependencies");

    @ArchTest
    static final ArchRule bytecodeStaysInExecution = onlyIn("org.objectweb.asm..", "..execution");

    @ArchTest
    static final ArchRule jShellStaysInExecution = onlyIn("jdk.jshell..", "..execution");

    @ArchTest
    static final ArchRule theApiStandsAlone = classes()
            .that()
            .resideInAPackage("..display")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "lungo.kernel.display");

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
