"""What torchvision's GoogLeNet, ResNet and DenseNet give at every stage, and ResNet and DenseNet in training mode.

    pip install torch==2.7.1 torchvision==0.22.1
    python classics_deep.py ../src/test/resources/reference/classics_deep.json
"""

import sys

from classics import record, training, write
from torch import nn
from torchvision import models
from torchvision.models.densenet import DenseNet
from torchvision.models.googlenet import BasicConv2d, GoogLeNet

RESNET = ["conv1", "bn1", "layer1.0", "layer1", "layer2.0", "layer2", "layer3", "layer4", "avgpool", "fc"]
INCEPTIONS = ["3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"]
GOOGLENET = ["conv1", "maxpool2", *("inception" + name for name in INCEPTIONS), "maxpool3", "maxpool4", "avgpool", "fc"]


def densenet_stages(blocks):
    names = ["conv0", *(f"denseblock{i}" for i in range(1, blocks + 1)), *(f"transition{i}" for i in range(1, blocks))]
    return [*("features." + name for name in names), "features.norm5", "classifier"]


def googlenet():
    return models.googlenet(weights=None, aux_logits=False, init_weights=False)


def googlenet_32():
    net = GoogLeNet(num_classes=10, aux_logits=False, init_weights=False)
    net.conv1 = BasicConv2d(3, 192, kernel_size=3, padding=1)
    net.maxpool1 = net.conv2 = net.conv3 = nn.Identity()
    return net


def resnet18_32():
    net = models.resnet18(num_classes=10)
    net.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
    net.maxpool = nn.Identity()
    return net


def densenet40_32():
    net = DenseNet(12, (6, 6, 6), 24, num_classes=10)
    net.features.conv0 = nn.Conv2d(3, 24, 3, 1, 1, bias=False)
    net.features.norm0 = net.features.relu0 = net.features.pool0 = nn.Identity()
    return net


if __name__ == "__main__":
    large, small = (2, 3, 64, 64), (2, 3, 32, 32)
    write(
        sys.argv[1],
        {
            "googlenet": record(googlenet(), [*GOOGLENET, "maxpool1", "conv2", "conv3"], *large),
            "resnet18": record(models.resnet18(), ["maxpool", *RESNET], *large),
            "resnet50": record(models.resnet50(), ["maxpool", *RESNET], *large),
            "densenet121": record(models.densenet121(), densenet_stages(4), *large),
            "googlenet_32": record(googlenet_32(), GOOGLENET, *small),
            "resnet18_32": record(resnet18_32(), RESNET, *small),
            "densenet40_32": record(densenet40_32(), densenet_stages(3), *small),
            "resnet18_32_training": training(resnet18_32(), ["bn1.running_mean", "layer4.1.bn2.running_var"], *small),
            "densenet40_32_training": training(
                densenet40_32(), ["features.transition1.norm.running_mean", "features.norm5.running_var"], *small
            ),
        },
    )
