"""Stores what PyTorch's LeNet-5, AlexNet and VGG give, layer by layer, on weights by a formula.

    pip install torch==2.7.1 torchvision==0.22.1
    python classics_plain.py ../src/test/resources/reference/classics_plain.json
"""

import sys

import torch.nn as nn
import torchvision
from classics import record, write


class Plain(nn.Module):
    def __init__(self, features, classifier):
        super().__init__()
        self.features = features
        self.classifier = classifier

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def lenet(channels, margin):
    return Plain(
        nn.Sequential(
            nn.Conv2d(channels, 6, 5, padding=margin), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        ),
        nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
    )


def alexnet(width):
    return Plain(
        nn.Sequential(
            nn.Conv2d(3, width, 3, 2, 1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(width, 3 * width, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(3 * width, 6 * width, 3, 1, 1), nn.ReLU(),
            nn.Conv2d(6 * width, 4 * width, 3, 1, 1), nn.ReLU(),
            nn.Conv2d(4 * width, 4 * width, 3, 1, 1), nn.ReLU(), nn.MaxPool2d(2),
        ),
        nn.Sequential(
            nn.Dropout(), nn.Linear(16 * width, 16 * width), nn.ReLU(),
            nn.Dropout(), nn.Linear(16 * width, 16 * width), nn.ReLU(), nn.Linear(16 * width, 10),
        ),
    )


def small_vgg(features):
    return Plain(features, nn.Linear(512, 10))


def plain_stages(net):
    return [path for path, module in net.named_modules() if path and not list(module.children())]


CASES = {
    "lenet_mnist": (lambda: lenet(1, 2), (2, 1, 28, 28)),
    "lenet_cifar": (lambda: lenet(3, 0), (2, 3, 32, 32)),
    "alexnet_imagenet": (torchvision.models.alexnet, (2, 3, 96, 96)),
    "alexnet_cifar": (lambda: alexnet(64), (2, 3, 32, 32)),
    "vgg11_imagenet": (torchvision.models.vgg11, (1, 3, 64, 64)),
    "vgg16_imagenet": (torchvision.models.vgg16, (1, 3, 64, 64)),
    "vgg19_imagenet": (torchvision.models.vgg19, (1, 3, 64, 64)),
    "vgg11_cifar": (lambda: small_vgg(torchvision.models.vgg11_bn().features), (2, 3, 32, 32)),
    "vgg16_cifar": (lambda: small_vgg(torchvision.models.vgg16_bn().features), (2, 3, 32, 32)),
}

if __name__ == "__main__":
    results = {}
    for name, (make, shape) in CASES.items():
        net = make()
        results[name] = record(net, plain_stages(net), *shape)
        print(name, results[name]["parameters"], results[name]["largest"])
    write(sys.argv[1], results)
